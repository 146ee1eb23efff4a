using SecurityDecisioning.Policies.Documents;

namespace SecurityDecisioning.Policies.Sharing;

/// <summary>Shared documents to a scope. Every problem is collected; what is broken is left out or marked.</summary>
internal sealed class SharedScopeBuilder(ProblemList problems)
{
    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);
    private readonly List<NamedList> _lists = [];
    private readonly List<Experiment> _experiments = [];

    public static SharedScope Build(IReadOnlyList<SharedDocument> documents, ProblemList problems)
    {
        if (documents.Count == 0)
        {
            return SharedScope.Empty;
        }

        var builder = new SharedScopeBuilder(problems);
        var definitions = new DefinitionsBuilder(problems, null);
        foreach (var document in documents)
        {
            builder.Add(document);
            definitions.AddVariables(document.Source, document.Variables);
            definitions.AddMacros(document.Source, document.Macros);
        }

        definitions.FindCycles();
        var scope = new SharedScope(builder._lists, builder._experiments, definitions.Definitions);
        definitions.Check(Vocabulary.PolicyVocabulary.With(scope));
        return scope;
    }

    private void Add(SharedDocument document)
    {
        var report = new Reporter(document.Source, problems);
        if (document.Flag is not { Value: "true" })
        {
            report.At(document.Flag?.Offset ?? document.Offset, "bad-value", "`shared` is not true",
                "write shared: true in a file of lists, variables, macros and experiments; leave it out of a policy");
        }

        foreach (var list in document.Lists.Where(l => IsNew("list", l.Name, report)))
        {
            if (ListReader.Read(list, report) is { } read)
            {
                _lists.Add(read);
            }
        }

        foreach (var experiment in document.Experiments.Where(e => IsNew("experiment", e.Name, report)))
        {
            if (ExperimentReader.Read(experiment, report) is { } read)
            {
                _experiments.Add(read);
            }
        }
    }

    private bool IsNew(string what, Field name, Reporter report)
    {
        var isGood = SharedNames.IsName(name.Value);
        if (!isGood)
        {
            report.At(name.Offset, "bad-name", $"`{name.Value}` is no name for a {what}", SharedNames.Mend);
        }

        if (!_places.TryAdd($"{what} {name.Value}", report.Describe(name.Offset)))
        {
            report.At(name.Offset, "duplicate-name",
                $"a {what} `{name.Value}` is at {_places[$"{what} {name.Value}"]} already", "give each a name of its own");
            return false;
        }

        if (_places.Count == DocumentLimits.Names + 1)
        {
            report.At(name.Offset, "too-many", $"the set has more than {DocumentLimits.Names} lists and experiments", "remove some");
        }

        return isGood && _places.Count <= DocumentLimits.Names;
    }
}
