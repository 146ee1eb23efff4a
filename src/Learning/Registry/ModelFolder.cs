using SecurityDecisioning.Scoring.Models;

namespace SecurityDecisioning.Learning.Registry;

/// <summary>A model on disk: <c>model.json</c> and <c>card.json</c> in a folder of its own.</summary>
public static class ModelFolder
{
    /// <summary>
    /// Writes both files. The model is read back as serving will read it first, so that no folder ever holds one that does not
    /// load; each file is replaced whole, the model before its card.
    /// </summary>
    /// <returns>The model as it will serve.</returns>
    /// <exception cref="ModelFileException">The model could not serve; nothing was written.</exception>
    public static RiskModel Write(string folder, ReadOnlyMemory<byte> model, ModelCard card)
    {
        var complete = card with { ModelHash = RiskModel.HashOf(model.Span) };
        var loaded = RiskModel.Parse(model, complete);
        Directory.CreateDirectory(folder);
        var cardPath = Path.Combine(folder, ModelCardFile.Name);

        // A card without its model is refused at load; a model without a card is not. So the old card goes first.
        File.Delete(cardPath);
        Replace(Path.Combine(folder, RiskModel.FileName), model.Span);
        Replace(cardPath, ModelCardFile.ToBytes(complete));
        return loaded;
    }

    private static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        var next = path + ".new";
        using (var file = new FileStream(next, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }
}
