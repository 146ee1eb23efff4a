using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary><c>{a: b, ?c: d}</c>; a key is an int, a uint, a bool or a string, and is there once.</summary>
internal sealed class MapNode(CelNode[] keys, CelNode[] values, Func<int, bool> isOptional) : CelNode
{
    private readonly bool[] _isOptional = [.. Enumerable.Range(0, keys.Length).Select(isOptional)];

    public override CelValue Value(in EvaluationFrame frame)
    {
        var map = new CelMap();
        for (var i = 0; i < keys.Length; i++)
        {
            var key = keys[i].Value(frame);
            var value = key.IsError ? key : values[i].Value(frame);
            if (!value.IsError && _isOptional[i])
            {
                if (value.Kind == CelKind.Optional && !value.AsOptional.HasValue)
                {
                    continue;
                }

                value = value.Kind == CelKind.Optional ? value.AsOptional.Value : CelErrors.NoSuchOverload;
            }

            if (value.IsError)
            {
                return value;
            }

            if (map.Add(key, value) is { IsError: true } error)
            {
                return error;
            }
        }

        return CelValue.Of(map);
    }
}
