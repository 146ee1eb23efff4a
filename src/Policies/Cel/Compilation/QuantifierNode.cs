using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>
/// <c>all</c> and <c>exists</c>: an element that decides hides the errors of others, as "and" and "or" do; <c>exists_one</c>, which
/// every error spoils.
/// </summary>
internal sealed class QuantifierNode(CelMacro kind, CelNode range, MacroVariables variables, CelNode body) : CelNode
{
    public override Truth Test(in EvaluationFrame frame)
    {
        var value = Value(frame);
        return value.IsTrue ? Truth.True : value.IsFalse ? Truth.False : Truth.Error;
    }

    public override CelValue Value(in EvaluationFrame frame)
    {
        var container = range.Value(frame);
        var state = new State(kind == CelMacro.All);
        if (container.Kind == CelKind.List)
        {
            var list = container.AsList;
            for (var i = 0; i < list.Length; i++)
            {
                variables.Set(frame, i, list[i]);
                if (state.IsDecidedBy(kind, body.Value(frame)))
                {
                    break;
                }
            }

            return state.Result(kind);
        }

        if (container.Kind == CelKind.Map)
        {
            foreach (var (key, value) in container.AsMap.Entries)
            {
                variables.Set(frame, key, value);
                if (state.IsDecidedBy(kind, body.Value(frame)))
                {
                    break;
                }
            }

            return state.Result(kind);
        }

        return container.IsError ? container : CelErrors.NoSuchOverload;
    }

    /// <summary>What is known after some elements.</summary>
    private struct State(bool isTrue)
    {
        private CelValue _result = CelValue.Of(isTrue);
        private long _found;

        public bool IsDecidedBy(CelMacro kind, in CelValue value)
        {
            if (kind == CelMacro.ExistsOne)
            {
                _found += value.IsTrue ? 1 : 0;
                _result = value.Kind == CelKind.Bool ? _result : value.IsError ? value : CelErrors.NoSuchOverload;
                return _result.IsError;
            }

            if (kind == CelMacro.All ? value.IsFalse : value.IsTrue)
            {
                _result = value;
                return true;
            }

            if (value.Kind != CelKind.Bool && !_result.IsError)
            {
                _result = value.IsError ? value : CelErrors.NoSuchOverload;
            }

            return false;
        }

        public readonly CelValue Result(CelMacro kind) =>
            kind == CelMacro.ExistsOne && !_result.IsError ? CelValue.Of(_found == 1) : _result;
    }
}
