using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Sharing;

/// <summary>What the policies of a set share: lists, variables, macros and experiments, checked and ready.</summary>
internal sealed class SharedScope
{
    public static SharedScope Empty { get; } = new([], [], new Definitions());

    public SharedScope(IReadOnlyList<NamedList> lists, IReadOnlyList<Experiment> experiments, Definitions definitions)
    {
        Lists = lists.ToDictionary(l => l.Name, StringComparer.Ordinal);
        Experiments = experiments.ToDictionary(e => e.Name, StringComparer.Ordinal);
        Definitions = definitions;
        Environment = PolicyVocabulary.With(this);
    }

    public IReadOnlyDictionary<string, NamedList> Lists { get; }

    public IReadOnlyDictionary<string, Experiment> Experiments { get; }

    public Definitions Definitions { get; }

    /// <summary>The names in scope of every condition of the set.</summary>
    public CelEnvironment Environment { get; }

    /// <summary>The same with other lists and experiments in the place of some, as tests give them.</summary>
    public SharedScope With(IReadOnlyList<NamedList> lists, IReadOnlyList<Experiment> experiments) => new(
        [.. Lists.Values.Where(l => !lists.Any(o => o.Name == l.Name)), .. lists],
        [.. Experiments.Values.Where(e => !experiments.Any(o => o.Name == e.Name)), .. experiments],
        Definitions);
}
