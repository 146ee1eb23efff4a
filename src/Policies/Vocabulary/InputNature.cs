namespace SecurityDecisioning.Policies.Vocabulary;

/// <summary>What an input of a condition says, for the guard against punishing by place.</summary>
internal enum InputNature : byte
{
    /// <summary>What is asked for, or a fact that tells nothing about anybody: by itself no ground for anything.</summary>
    Neutral,

    /// <summary>What somebody did, or with what: a ground.</summary>
    Evidence,

    /// <summary>Where somebody is: never a ground by itself.</summary>
    Location,
}
