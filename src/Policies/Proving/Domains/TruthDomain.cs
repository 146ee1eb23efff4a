using SecurityDecisioning.Policies.Proving.Reasoning;

namespace SecurityDecisioning.Policies.Proving.Domains;

/// <summary>What a part of a condition that is not looked into can come to.</summary>
internal sealed class TruthDomain : Domain
{
    private readonly bool _true;
    private readonly bool _false;
    private readonly bool _error;

    public TruthDomain(bool canBeTrue, bool canBeFalse, bool canFail)
    {
        _true = canBeTrue;
        _false = canBeFalse;
        _error = canFail;
    }

    public override bool IsEmpty => !_true && !_false && !_error;

    public override Domain Meet(Domain other)
    {
        var truth = (TruthDomain)other;
        return new TruthDomain(_true && truth._true, _false && truth._false, _error && truth._error);
    }

    /// <summary>What meets a wish.</summary>
    public static TruthDomain Of(Wanted wanted) => wanted switch
    {
        Wanted.True => new TruthDomain(true, false, false),
        Wanted.False => new TruthDomain(false, true, false),
        Wanted.NotTrue => new TruthDomain(false, true, true),
        _ => new TruthDomain(true, false, true),
    };
}
