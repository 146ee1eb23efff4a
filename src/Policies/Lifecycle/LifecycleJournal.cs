namespace SecurityDecisioning.Policies.Lifecycle;

/// <summary>
/// Writes steps, and the documents they are about, where they survive; completes when both are durable. An exception means that
/// nothing counts.
/// </summary>
/// <param name="step">The step; null where documents are only put down anew.</param>
/// <param name="content">Documents, written before the step; empty packed ones forget a version. Null where there are none.</param>
public delegate Task LifecycleJournal(PolicyEvent? step, PolicyContent? content);
