using Dapper;

namespace SecurityDecisioning.Audit.Records;

/// <summary>A <see cref="DecisionQuery"/> as SQL. Values travel as parameters only.</summary>
internal static class DecisionFilter
{
    /// <param name="query">What is asked for.</param>
    /// <param name="wide">Makes a parameter of 128 bits, as the store's columns compare with; null for bytes.</param>
    public static (string Where, DynamicParameters Parameters) Of(DecisionQuery query, Func<ulong, ulong, object>? wide = null)
    {
        wide ??= Bytes;
        var terms = new List<string>();
        var parameters = new DynamicParameters();
        Term("action = @action", "action", query.Action is { } action ? (long)action : null);
        Term("shadow_action = @shadow", "shadow", query.ShadowAction is { } shadow ? (long)shadow : null);
        Term("threat = @threat", "threat", query.Threat is { } threat ? (long)threat : null);
        if (query.Acted)
        {
            terms.Add("action > 0");
        }

        if (query.ShadowDiffers)
        {
            terms.Add("shadow_action <> action");
        }

        if (IsNotable(query))
        {
            // Follows from the rest; the partial index serves a query only where the query says what the index says.
            terms.Add("(action > 0 OR shadow_action > 0 OR threat > 0)");
        }

        Term("route = @route", "route", query.Route);
        Term("id < @before", "before", query.Before is { } before ? wide(before.High, before.Low) : null);
        Term("id > @after", "after", query.After is { } after ? wide(after.High, after.Low) : null);
        if (query.Entity is { } entity)
        {
            AddEntity(entity);
        }

        parameters.Add("limit", Math.Clamp(query.Limit, 1, DecisionQuery.MaxLimit));
        return (terms.Count == 0 ? "" : "WHERE " + string.Join(" AND ", terms), parameters);

        void Term(string sql, string name, object? value)
        {
            if (value is not null)
            {
                terms.Add(sql);
                parameters.Add(name, value);
            }
        }

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
                        Term("NOT ip BETWEEN @mapped AND @lastMapped", "mapped", wide(0, 0x0000_FFFF_0000_0000));
                        parameters.Add("lastMapped", wide(0, 0x0000_FFFF_FFFF_FFFF));
                    }

                    break;
                case EntityKind.Account or EntityKind.Session or EntityKind.Device or EntityKind.Ip or EntityKind.ApiKey:
                    Term($"{EntityKinds.NameOf(key.Kind)} = @entity", "entity", value);
                    break;
                default:
                    terms.Add("1 = 0");
                    break;
            }
        }

        void Between(object first, object last)
        {
            Term("ip >= @entity", "entity", first);
            Term("ip <= @last", "last", last);
        }
    }

    /// <summary>Whether only decisions that are in the index of notable ones can match.</summary>
    public static bool IsNotable(DecisionQuery query) =>
        query.Acted || query.ShadowDiffers || query.Action > 0 || query.ShadowAction > 0 || query.Threat > 0;

    public static byte[] Bytes(ulong high, ulong low)
    {
        var bytes = new byte[Pseudonym.SizeInBytes];
        new Pseudonym(high, low).WriteTo(bytes);
        return bytes;
    }

    /// <summary>The last address of a /24 or /48.</summary>
    private static ClientAddress LastOf(EntityKey network) => new ClientAddress(network.High, network.Low) is { IsIPv4: true } v4
        ? v4 with { Low = v4.Low | 0xFF }
        : new ClientAddress(network.High | 0xFFFF, ulong.MaxValue);
}
