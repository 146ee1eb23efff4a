using System.Security.Cryptography;
using SecurityDecisioning.Scoring.Trees;

namespace SecurityDecisioning.Scoring.Models;

/// <summary>A trained model ready to score: trees, calibration, card, and the hash by which decisions name it. Immutable.</summary>
public sealed class RiskModel
{
    public const string FileName = "model.json";

    private RiskModel(TreeEnsemble trees, Calibration calibration, ModelCard card, string hash)
    {
        Trees = trees;
        Calibration = calibration;
        Card = card;
        Hash = hash;
    }

    public TreeEnsemble Trees { get; }

    public Calibration Calibration { get; }

    public ModelCard Card { get; }

    /// <summary>SHA-256 of the model file, 16 hexadecimal digits.</summary>
    public string Hash { get; }

    /// <summary>Reads <c>model.json</c> and, where it stands beside it, <c>card.json</c>.</summary>
    /// <exception cref="ModelFileException">The folder holds no model that can be used; the message says why.</exception>
    public static RiskModel Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                throw new ModelFileException($"there is no {FileName} in {folder}");
            }

            if (file.Length > ModelLimits.FileBytes)
            {
                throw new ModelFileException($"{path} has {file.Length} bytes; at most {ModelLimits.FileBytes} are read");
            }

            return Parse(File.ReadAllBytes(path), ModelCardFile.Read(Path.Combine(folder, ModelCardFile.Name)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException($"{path} cannot be read: {error.Message}", error);
        }
    }

    /// <summary>A model from the bytes of its file.</summary>
    /// <exception cref="ModelFileException">The bytes are no model that can be used, or the card describes another one.</exception>
    public static RiskModel Parse(ReadOnlyMemory<byte> json, ModelCard? card = null)
    {
        var hash = HashOf(json.Span);
        if (card is { ModelHash.Length: > 0 } && card.ModelHash != hash)
        {
            throw new ModelFileException(
                $"the card describes model {card.ModelHash}, the file is {hash}: one of them was changed without the other");
        }

        var model = XgboostModelReader.Read(json, RankerColumns.ByName, RankerColumns.Count);
        var calibration = model.Attributes.TryGetValue(Calibration.Attribute, out var text)
            ? Calibration.Parse(text)
            : Calibration.None;
        return new RiskModel(model.Trees, calibration, card ?? new ModelCard { Name = "unnamed" }, hash);
    }

    public static string HashOf(ReadOnlySpan<byte> json) => Convert.ToHexStringLower(SHA256.HashData(json))[..16];

    /// <summary>Calibrated probability of one row of <see cref="RankerColumns"/>.</summary>
    public float Probability(ReadOnlySpan<float> row) => Calibration.Probability(Trees.Margin(row));
}
