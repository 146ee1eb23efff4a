using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Proving.Atoms;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Proving.Reasoning;

/// <summary>A condition as the prover reads it. What it finds out about a part it keeps; for one thread.</summary>
internal sealed class Condition(CheckedExpression expression)
{
    private static int s_count;

    private readonly Dictionary<CelExpression, Atom> _atoms = [];

    private readonly int _number = Interlocked.Increment(ref s_count);

    public CheckedExpression Expression { get; } = expression;

    public CelExpression Root => Expression.Root;

    /// <summary>The parts met so far whose meaning is not known.</summary>
    public IEnumerable<CelExpression> Opaque => _atoms.Where(a => !a.Value.IsLookedInto).Select(a => a.Key);

    public Atom AtomOf(CelExpression part)
    {
        if (!_atoms.TryGetValue(part, out var atom))
        {
            atom = new AtomReader(this).Read(part);
            _atoms.Add(part, atom);
        }

        return atom;
    }

    public PolicyVariable? Variable(CelExpression part) =>
        Expression.References.TryGetValue(part, out var variable) ? variable as PolicyVariable : null;

    /// <summary>
    /// A key for a part as a whole. The same text means the same in every condition of a set, because variables and macros were
    /// put in before; a condition that names variables of its own, as CEL's macros do, has keys of its own.
    /// </summary>
    public string KeyOf(CelExpression part)
    {
        var isShared = Expression.References.Values.All(v => v is PolicyVariable);
        return isShared ? part.ToString() : $"{part} #{_number}";
    }
}
