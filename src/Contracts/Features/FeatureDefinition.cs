namespace SecurityDecisioning.Contracts.Features;

/// <summary>One feature: what the number is, where it comes from and how sensitive it is.</summary>
/// <param name="Index">Position in the feature vector.</param>
/// <param name="Name">
/// <c>entity.measure_window</c>, for example <c>ip.login_failed_5m</c>; <c>request.*</c> for facts of the request itself.
/// </param>
/// <param name="Entity">The entity it is about; <see cref="EntityKind.None"/> for <c>request.*</c>.</param>
/// <param name="Window">The sliding window, or none.</param>
/// <param name="Unit">What the number counts.</param>
/// <param name="Sensitivity">What it tells about a person.</param>
/// <param name="Meaning">One sentence for a person.</param>
public sealed record FeatureDefinition(
    int Index,
    string Name,
    EntityKind Entity,
    FeatureWindow Window,
    FeatureUnit Unit,
    Sensitivity Sensitivity,
    string Meaning);
