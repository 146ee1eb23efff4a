using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Documents;

namespace SecurityDecisioning.Policies.Sharing;

/// <summary>
/// Finds definitions that use themselves by whatever way. Goes through them without recursion, so that a chain of a thousand
/// definitions costs no stack.
/// </summary>
internal sealed class CycleFinder
{
    private readonly Definitions _definitions;
    private readonly ProblemList _problems;
    private readonly HashSet<Definition> _done = [];

    private CycleFinder(Definitions definitions, ProblemList problems)
    {
        _definitions = definitions;
        _problems = problems;
    }

    public static void Find(IReadOnlyList<Definition> added, Definitions definitions, ProblemList problems)
    {
        var finder = new CycleFinder(definitions, problems);
        foreach (var definition in added)
        {
            finder.Visit(definition);
        }
    }

    private void Visit(Definition start)
    {
        var path = new List<(Definition Definition, Queue<(CelExpression At, Definition Uses)> Left)>();
        Enter(start);
        while (path.Count > 0)
        {
            var (definition, left) = path[^1];
            if (left.Count == 0)
            {
                _done.Add(definition);
                path.RemoveAt(path.Count - 1);
                continue;
            }

            var (at, uses) = left.Dequeue();
            var first = path.FindIndex(p => p.Definition == uses);
            if (first >= 0)
            {
                Report(definition, at, [.. path.Skip(first).Select(p => p.Definition), uses]);
            }
            else
            {
                Enter(uses);
            }
        }

        void Enter(Definition definition)
        {
            if (!_done.Contains(definition))
            {
                path.Add((definition, new Queue<(CelExpression, Definition)>(UsesOf(definition))));
            }
        }
    }

    private void Report(Definition definition, CelExpression at, List<Definition> way)
    {
        if (way.TrueForAll(d => d.IsBroken))
        {
            return;
        }

        foreach (var one in way)
        {
            one.IsBroken = true;
        }

        var offset = ScalarMap.OffsetInFile(definition.Source.Text, definition.Text, at.Offset);
        new Reporter(definition.Source, _problems).At(offset, "cyclic-definition",
            $"{string.Join(" -> ", way.Select(d => d.Written))} never ends", "write one of them without the others");
    }

    private IEnumerable<(CelExpression At, Definition Uses)> UsesOf(Definition definition)
    {
        var left = new Stack<CelExpression>([definition.Body]);
        while (left.TryPop(out var e))
        {
            var used = e switch
            {
                CelSelect { Operand: CelIdentifier { Name: "vars" } } select => _definitions.FindVariable(select.Field),
                CelCall { Target: null } call => _definitions.FindMacro(call.Function),
                _ => null,
            };
            if (used is not null)
            {
                yield return (e, used);
            }

            foreach (var child in CelChildren.Of(e))
            {
                left.Push(child);
            }
        }
    }
}
