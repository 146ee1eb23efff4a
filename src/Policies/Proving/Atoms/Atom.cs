using SecurityDecisioning.Policies.Proving.Reasoning;

namespace SecurityDecisioning.Policies.Proving.Atoms;

/// <summary>A part of a condition without "and", "or", "not" and "?:", as the prover understands it.</summary>
internal abstract class Atom
{
    /// <summary>Whether its meaning is known; otherwise it may come to anything, but to the same everywhere in one decision.</summary>
    public virtual bool IsLookedInto => true;

    /// <summary>Assumes that it comes to what is wanted; false where that contradicts what is assumed already.</summary>
    public abstract bool Assume(Situation situation, Wanted wanted);

    /// <summary>Whether what is wanted is that it holds, of an atom that cannot fail.</summary>
    protected static bool IsHolding(Wanted wanted) => wanted is Wanted.True or Wanted.NotFalse;
}
