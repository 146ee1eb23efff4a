namespace SecurityDecisioning.Features.Profiles;

/// <summary>What an event changes about the order in which a session first did things; masks have a bit per rank.</summary>
/// <param name="Rank">The step's rank; 0 where nothing changes.</param>
/// <param name="IsFirst">The session had not done it before.</param>
/// <param name="From">Steps that are now known to have come before it.</param>
/// <param name="NotFrom">Steps that no longer have, because it turned out to be earlier.</param>
/// <param name="To">Steps that now come after it.</param>
internal readonly record struct StepChange(byte Rank, bool IsFirst, ushort From, ushort NotFrom, ushort To);
