namespace SecurityDecisioning.Policies.Cel.Checking;

/// <summary>Calls whose arguments are not evaluated once and in order (cel-spec, "Macros", and the extensions').</summary>
internal enum CelMacro : byte
{
    Has,
    All,
    Exists,
    ExistsOne,
    Filter,
    Map,
    TransformList,
    TransformMap,
    TransformMapEntry,
    SortBy,
    OptMap,
    OptFlatMap,
    Bind,
    Block,
}
