namespace SecurityDecisioning.Console.Policies;

/// <summary>What a person may do with a version.</summary>
internal enum PolicyAct
{
    Approve,
    Reject,
    Stage,
    Promote,
    Withdraw,
    RollBack,
    Release,
    Mode,
}
