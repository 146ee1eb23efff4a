namespace SecurityDecisioning.Console.Cases;

/// <summary>Whom a case about a decision is about.</summary>
internal static class CaseSubject
{
    /// <summary>The account, else the API key, the device, the address.</summary>
    public static EntityKey Of(Decision decision)
    {
        foreach (var kind in new[] { EntityKind.Account, EntityKind.ApiKey, EntityKind.Device })
        {
            if (decision.Event.Entity(kind) is { IsNone: false } entity)
            {
                return entity;
            }
        }

        return decision.Event.Entity(EntityKind.Ip);
    }
}
