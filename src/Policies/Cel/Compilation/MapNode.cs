using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary><c>{a: b}</c>; a key is an int, a uint, a bool or a string, and is there once.</summary>
internal sealed class MapNode(CelNode[] keys, CelNode[] values) : CelNode
{
    private static readonly CelValue BadKey = CelValue.Error("unsupported key type");
    private static readonly CelValue RepeatedKey = CelValue.Error("repeated key");

    public override CelValue Value(in EvaluationFrame frame)
    {
        var map = new CelMap();
        for (var i = 0; i < keys.Length; i++)
        {
            var key = keys[i].Value(frame);
            if (key.Kind is not (CelKind.Int or CelKind.Uint or CelKind.Bool or CelKind.String))
            {
                return key.IsError ? key : BadKey;
            }

            var value = values[i].Value(frame);
            if (value.IsError)
            {
                return value;
            }

            if (!map.TryAdd(key, value))
            {
                return RepeatedKey;
            }
        }

        return CelValue.Of(map);
    }
}
