using System.Text.Json;
using SecurityDecisioning.Scoring.Trees;

namespace SecurityDecisioning.Scoring.Models;

/// <summary>Reads and writes <c>card.json</c>.</summary>
public static class ModelCardFile
{
    public const string Name = "card.json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The card at <paramref name="path"/>, or null where there is none.</summary>
    /// <exception cref="ModelFileException">The file is no card.</exception>
    public static ModelCard? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        if (new FileInfo(path).Length > ModelLimits.CardBytes)
        {
            throw new ModelFileException($"{path} is larger than {ModelLimits.CardBytes} bytes: it is no model card");
        }

        try
        {
            return JsonSerializer.Deserialize<ModelCard>(File.ReadAllBytes(path), Options)
                ?? throw new ModelFileException($"{path} is empty: it is no model card");
        }
        catch (JsonException error)
        {
            throw new ModelFileException($"{path} is no model card: {error.Message}", error);
        }
    }

    public static byte[] ToBytes(ModelCard card) => [.. JsonSerializer.SerializeToUtf8Bytes(card, Options), (byte)'\n'];
}
