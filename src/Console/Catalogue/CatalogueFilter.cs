using Microsoft.AspNetCore.Http;
using SecurityDecisioning.Console.Entities;

namespace SecurityDecisioning.Console.Catalogue;

/// <summary>What the catalogue is narrowed to. It lives in the page's address; a value that does not exist narrows nothing.</summary>
internal sealed record CatalogueFilter
{
    /// <summary>Characters of a search; what is longer is cut.</summary>
    public const int LongestText = 100;

    /// <summary>What a search looks through, by the feature's index: its policy name, its meaning and its kind's title.</summary>
    private static readonly string[] Searched =
    [
        .. FeatureCatalog.All.Select(f => $"{FeatureWords.PolicyName(f)} {f.Meaning} {EntityWords.KindTitle(f.Entity)}"),
    ];

    private string[] _words = [];

    /// <summary>Words that must all occur, in any order and case; empty for any.</summary>
    public string Text { get; private init; } = "";

    public EntityKind? Kind { get; private init; }

    public FeatureWindow? Window { get; private init; }

    public Sensitivity? Sensitivity { get; private init; }

    public bool IsNone => _words.Length == 0 && Kind is null && Window is null && Sensitivity is null;

    public static CatalogueFilter Read(IQueryCollection query)
    {
        var text = query["q"].ToString();
        text = (text.Length > LongestText ? text[..LongestText] : text).Trim();
        return new CatalogueFilter
        {
            Text = text,
            _words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
            Kind = Named(query["kind"], FeatureWords.Kinds, FeatureWords.KindName),
            Window = Named(query["window"], FeatureWords.Windows, FeatureWords.WindowName),
            Sensitivity = Named(query["tells"], FeatureWords.Sensitivities, FeatureWords.SensitivityName),
        };
    }

    public bool Passes(FeatureDefinition feature) =>
        (Kind is null || feature.Entity == Kind)
        && (Window is null || feature.Window == Window)
        && (Sensitivity is null || feature.Sensitivity == Sensitivity)
        && Array.TrueForAll(_words, w => Searched[feature.Index].Contains(w, StringComparison.OrdinalIgnoreCase));

    private static T? Named<T>(string? text, IReadOnlyList<T> all, Func<T, string> nameOf) where T : struct
    {
        foreach (var value in all)
        {
            if (string.Equals(nameOf(value), text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }
}
