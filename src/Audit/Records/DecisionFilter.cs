using SecurityDecisioning.Audit.Conditions;

namespace SecurityDecisioning.Audit.Records;

/// <summary>A <see cref="DecisionQuery"/> as SQL. Values travel as parameters only.</summary>
internal static class DecisionFilter
{
    /// <param name="query">What is asked for.</param>
    /// <param name="wide">Makes a parameter of 128 bits, as the store's columns compare with; null for bytes.</param>
    public static SqlConditions Of(DecisionQuery query, Func<ulong, ulong, object>? wide = null)
    {
        wide ??= WideBytes.Of;
        var conditions = new SqlConditions();
        conditions.Add("action = @action", "action", query.Action is { } action ? (long)action : null);
        conditions.Add("shadow_action = @shadow", "shadow", query.ShadowAction is { } shadow ? (long)shadow : null);
        conditions.Add("threat = @threat", "threat", query.Threat is { } threat ? (long)threat : null);
        if (query.Acted)
        {
            conditions.Add("action > 0");
        }

        if (query.ShadowDiffers)
        {
            conditions.Add("shadow_action <> action");
        }

        if (IsNotable(query))
        {
            // Follows from the rest; the partial index serves a query only where the query says what the index says.
            conditions.Add("(action > 0 OR shadow_action > 0 OR threat > 0)");
        }

        conditions.Add("route = @route", "route", query.Route);
        if (query.Tag is { } tag)
        {
            // What the index of tagged decisions says; both stores know this way to look for a text in a text.
            conditions.Add("tags <> ''");
            conditions.Add("replace(tags, @tag, '') <> tags", "tag", $"\n{tag}\n");
        }

        conditions.Add("id < @before", "before", query.Before is { } before ? wide(before.High, before.Low) : null);
        conditions.Add("id > @after", "after", query.After is { } after ? wide(after.High, after.Low) : null);
        if (query.Entity is { } entity)
        {
            AddEntity(entity);
        }

        conditions.Parameters.Add("limit", Math.Clamp(query.Limit, 1, DecisionQuery.MaxLimit));
        return conditions;

        void AddEntity(EntityKey key)
        {
            var value = wide(key.High, key.Low);
            switch (key.Kind)
            {
                // Records hold the whole address; an IPv6 entity is a block of them.
                case EntityKind.Ip when key.Low == 0:
                    Between(value, wide(key.High, ulong.MaxValue));
                    break;
                case EntityKind.Network:
                    var last = LastOf(key);
                    Between(value, wide(last.High, last.Low));
                    if (last is { High: <= 0xFFFF, IsIPv4: false })
                    {
                        // IPv4 addresses are kept inside ::/48, and are not of it.
                        conditions.Add("NOT ip BETWEEN @mapped AND @lastMapped", "mapped", wide(0, 0x0000_FFFF_0000_0000));
                        conditions.Parameters.Add("lastMapped", wide(0, 0x0000_FFFF_FFFF_FFFF));
                    }

                    break;
                case EntityKind.Account or EntityKind.Session or EntityKind.Device or EntityKind.Ip or EntityKind.ApiKey:
                    conditions.Add($"{EntityKinds.NameOf(key.Kind)} = @entity", "entity", value);
                    break;
                default:
                    conditions.Add("1 = 0");
                    break;
            }
        }

        void Between(object first, object last)
        {
            conditions.Add("ip >= @entity", "entity", first);
            conditions.Add("ip <= @last", "last", last);
        }
    }

    /// <summary>Whether only decisions that are in the index of notable ones can match.</summary>
    public static bool IsNotable(DecisionQuery query) =>
        query.Acted || query.ShadowDiffers || query.Action > 0 || query.ShadowAction > 0 || query.Threat > 0;

    /// <summary>The last address of a /24 or /48.</summary>
    private static ClientAddress LastOf(EntityKey network) => new ClientAddress(network.High, network.Low) is { IsIPv4: true } v4
        ? v4 with { Low = v4.Low | 0xFF }
        : new ClientAddress(network.High | 0xFFFF, ulong.MaxValue);
}
