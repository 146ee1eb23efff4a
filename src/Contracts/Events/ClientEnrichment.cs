namespace SecurityDecisioning.Contracts.Events;

/// <summary>
/// Finds out what can be known of a client without asking anybody. Runs within every request: no I/O, no lock, next to no
/// allocation, and it never throws.
/// </summary>
public delegate ClientFacts ClientEnrichment(in ClientSignals signals);
