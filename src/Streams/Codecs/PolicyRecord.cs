namespace SecurityDecisioning.Streams.Codecs;

/// <summary>One record of <see cref="Topic.Policies"/>: exactly one of the two is there.</summary>
/// <param name="Event">A step of the lifecycle.</param>
/// <param name="Content">The documents of a version.</param>
public readonly record struct PolicyRecord(PolicyEvent? Event, PolicyContent? Content);
