namespace SecurityDecisioning.Contracts.Restrictions;

/// <summary>Who set a restriction. Values are stored.</summary>
public enum RestrictionOrigin : byte
{
    Policy = 0,
    Analyst = 1,
    Operator = 2,
}
