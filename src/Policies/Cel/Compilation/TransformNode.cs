using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary><c>map filter transformList transformMap transformMapEntry</c>: something new made of each element that counts.</summary>
internal sealed class TransformNode(CelMacro kind, CelNode range, MacroVariables variables, CelNode? filter, CelNode body) : CelNode
{
    public override CelValue Value(in EvaluationFrame frame)
    {
        var container = range.Value(frame);
        var result = new Result(kind);
        if (container.Kind == CelKind.List)
        {
            var list = container.AsList;
            for (var i = 0; i < list.Length; i++)
            {
                variables.Set(frame, i, list[i]);
                if (Step(frame, CelValue.Of((long)i), list[i], ref result) is { IsError: true } error)
                {
                    return error;
                }
            }

            return result.Value;
        }

        if (container.Kind == CelKind.Map)
        {
            foreach (var (key, value) in container.AsMap.Entries)
            {
                variables.Set(frame, key, value);
                if (Step(frame, key, key, ref result) is { IsError: true } error)
                {
                    return error;
                }
            }

            return result.Value;
        }

        return container.IsError ? container : CelErrors.NoSuchOverload;
    }

    /// <summary>An error, or anything else where one more element is through.</summary>
    private CelValue Step(in EvaluationFrame frame, in CelValue key, in CelValue element, ref Result result)
    {
        if (filter is not null && filter.Value(frame) is { IsTrue: false } counts)
        {
            return counts.IsFalse || counts.IsError ? counts : CelErrors.NoSuchOverload;
        }

        var value = body.Value(frame);
        return value.IsError ? value : result.Add(kind, key, element, value);
    }

    private readonly struct Result(CelMacro kind)
    {
        private readonly List<CelValue>? _list = IsMap(kind) ? null : [];
        private readonly CelMap? _map = IsMap(kind) ? new CelMap() : null;

        public CelValue Value => _map is not null ? CelValue.Of(_map) : CelValue.Of(_list!.ToArray());

        public CelValue Add(CelMacro kind, in CelValue key, in CelValue element, in CelValue value)
        {
            switch (kind)
            {
                case CelMacro.Filter:
                    if (value.IsTrue)
                    {
                        _list!.Add(element);
                    }

                    return value.Kind == CelKind.Bool ? value : CelErrors.NoSuchOverload;
                case CelMacro.TransformMap:
                    return _map!.Add(key, value);
                case CelMacro.TransformMapEntry:
                    return AddAll(_map!, value);
                default:
                    _list!.Add(value);
                    return _list.Count > CelLimits.ListLength ? CelErrors.TooLarge : CelValue.Null;
            }
        }

        private static CelValue AddAll(CelMap map, in CelValue entries)
        {
            if (entries.Kind != CelKind.Map)
            {
                return CelErrors.NoSuchOverload;
            }

            foreach (var (key, value) in entries.AsMap.Entries)
            {
                if (map.Add(key, value) is { IsError: true } error)
                {
                    return error;
                }
            }

            return CelValue.Null;
        }

        private static bool IsMap(CelMacro kind) => kind is CelMacro.TransformMap or CelMacro.TransformMapEntry;
    }
}
