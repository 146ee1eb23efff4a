namespace SecurityDecisioning.Contracts.Features;

/// <summary>What every entity of a kind has beside its windows: when it was seen, how it moves, what became of it before.</summary>
internal static class EntityFeatures
{
    public static string WordOf(EntityKind kind) => kind switch
    {
        EntityKind.AccountNetwork => "account in this network",
        EntityKind.Asn => "autonomous system",
        EntityKind.ApiKey => "API key",
        _ => EntityKinds.NameOf(kind),
    };

    public static void AddTo(FeatureCatalogBuilder builder, EntityKind entity)
    {
        if (EntityKinds.IsShared(entity)) return;
        AddArrival(builder, entity);
        if (entity == EntityKind.AccountNetwork) return;
        AddManner(builder, entity);
        AddPast(builder, entity);
        if (entity is EntityKind.Account or EntityKind.Device or EntityKind.ApiKey) AddWeek(builder, entity);
    }

    private static void AddArrival(FeatureCatalogBuilder builder, EntityKind entity)
    {
        var word = WordOf(entity);
        builder.Add("seconds_since_last", entity, FeatureUnit.Seconds, Sensitivity.Behaviour,
            $"Seconds since the request before this one of this {word}; unknown at the first.");
        builder.Add("seconds_since_first", entity, FeatureUnit.Seconds, Sensitivity.Behaviour,
            $"Seconds since this {word} was first seen; 0 at the first.");
        builder.Add("arrival_variation", entity, FeatureUnit.Ratio, Sensitivity.Behaviour,
            $"Coefficient of variation of the times between requests of this {word}: near 0 is a metronome, about 1 is chance, " +
            "more is bursts; unknown before the fourth request.");
    }

    private static void AddManner(FeatureCatalogBuilder builder, EntityKind entity)
    {
        var word = WordOf(entity);
        builder.Add("arrival_mean", entity, FeatureUnit.Seconds, Sensitivity.Behaviour,
            $"Mean of the times between the eight newest requests of this {word}; unknown before the second.");
        builder.Add("burstiness", entity, FeatureUnit.Ratio, Sensitivity.Behaviour,
            $"Burstiness of this {word}, (s - m) / (s + m) of those times (Goh and Barabási, 2008): -1 is a metronome, 0 chance, " +
            "towards 1 bursts; unknown before the fourth request.");
        builder.Add("requests_per_page_1h", entity, FeatureUnit.Ratio, Sensitivity.Behaviour,
            $"Requests of this {word} for each page it asked for, in the last 1h; no page counts as one.", FeatureWindow.Hour1);
        builder.Add("challenge_pass_rate_24h", entity, FeatureUnit.Ratio, Sensitivity.Behaviour,
            $"Challenges passed among those passed or failed by this {word} in the last 24h; unknown where there were none.",
            FeatureWindow.Hours24);
    }

    private static void AddPast(FeatureCatalogBuilder builder, EntityKind entity)
    {
        var word = WordOf(entity);
        builder.Add("prior_restrictions", entity, FeatureUnit.Count, Sensitivity.Behaviour,
            $"Restrictions set on this {word} so far, at most 255.");
        builder.Add("prior_lifts", entity, FeatureUnit.Count, Sensitivity.Behaviour,
            $"Restrictions of this {word} that were lifted before their time, at most 255.");
        builder.Add("prior_attacks", entity, FeatureUnit.Count, Sensitivity.Behaviour,
            $"Verdicts that confirmed an attack of or on this {word}, at most 255.");
        builder.Add("prior_cleared", entity, FeatureUnit.Count, Sensitivity.Behaviour,
            $"Verdicts that confirmed this {word} safe, at most 255.");
    }

    private static void AddWeek(FeatureCatalogBuilder builder, EntityKind entity)
    {
        var word = WordOf(entity);
        builder.Add("requests_7d", entity, FeatureUnit.Count, Sensitivity.Behaviour,
            $"Requests of this {word} today and on the six days before, at most 65,535 a day.");
        builder.Add("night_share_7d", entity, FeatureUnit.Ratio, Sensitivity.Behaviour,
            $"Share of those requests of this {word} between midnight and six by the sun where the place is known, by UTC else.");
        builder.Add("active_days_7d", entity, FeatureUnit.Days, Sensitivity.Behaviour,
            $"Days among those seven on which this {word} was seen.");
        builder.Add("same_hour_days_7d", entity, FeatureUnit.Days, Sensitivity.Behaviour,
            $"Days among those seven, today left out, on which this {word} was seen in this hour of the day or one beside it (UTC).");
    }
}
