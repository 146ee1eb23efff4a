namespace SecurityDecisioning.Gateway.Parity;

/// <summary>Which features the parity check compares, and what each hangs on.</summary>
internal static class FeatureGroups
{
    /// <summary>Shared by all requests and read as of the start of five seconds.</summary>
    public const int Shared = -1;

    /// <summary>Told by two entities together: compared, and explained where both are.</summary>
    public const int Derived = -2;

    /// <summary>
    /// Counts of restrictions, lifts and verdicts: they come in another topic, and nothing records their order to events. Not
    /// compared.
    /// </summary>
    public const int Unordered = -3;

    /// <summary>Per feature an entity kind, 0 for the request itself, or one of the above.</summary>
    public static IReadOnlyList<int> Of { get; } = [.. FeatureCatalog.All.Select(Group)];

    /// <summary>Whether two vectors are equal in all that is compared.</summary>
    public static bool AreEqual(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        for (var i = 0; i < one.Length; i++)
        {
            if (!one[i].Equals(other[i]) && Of[i] != Unordered)
            {
                return false;
            }
        }

        return true;
    }

    private static int Group(FeatureDefinition feature)
    {
        if (feature.Name.Contains(".prior_", StringComparison.Ordinal))
        {
            return Unordered;
        }

        if (feature.Entity is EntityKind.Asn or EntityKind.Country or EntityKind.Operation
            || feature.Name.EndsWith(".step_surprise", StringComparison.Ordinal)
            || feature.Name.Contains(".login_surprise", StringComparison.Ordinal))
        {
            return Shared;
        }

        return feature.Name.EndsWith(".sensitive_on_new_device", StringComparison.Ordinal) ? Derived : (int)feature.Entity;
    }
}
