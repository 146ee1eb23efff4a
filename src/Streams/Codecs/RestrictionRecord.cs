namespace SecurityDecisioning.Streams.Codecs;

/// <summary>One record of <see cref="Topic.Restrictions"/>: exactly one of the two is there.</summary>
/// <param name="Issued">A restriction that was set.</param>
/// <param name="Lifted">The undoing of one.</param>
public readonly record struct RestrictionRecord(Restriction? Issued, RestrictionLift? Lifted);
