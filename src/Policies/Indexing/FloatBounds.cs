namespace SecurityDecisioning.Policies.Indexing;

/// <summary>Bounds of doubles as the floats next to them, so that comparing floats tells exactly the same.</summary>
internal static class FloatBounds
{
    /// <summary>The smallest float that is not below <paramref name="bound"/>.</summary>
    public static float AtLeast(double bound)
    {
        var near = (float)bound;
        return near < bound ? MathF.BitIncrement(near) : near;
    }

    /// <summary>The smallest float above <paramref name="bound"/>; NaN, which nothing reaches, where there is none.</summary>
    public static float Above(double bound)
    {
        var near = (float)bound;
        return near > bound ? near : float.IsPositiveInfinity(near) ? float.NaN : MathF.BitIncrement(near);
    }

    /// <summary>The largest float that is not above <paramref name="bound"/>.</summary>
    public static float AtMost(double bound) => -AtLeast(-bound);

    /// <summary>The largest float below <paramref name="bound"/>; NaN where there is none.</summary>
    public static float Below(double bound) => -Above(-bound);
}
