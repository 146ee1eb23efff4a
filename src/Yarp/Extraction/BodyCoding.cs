namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>How a body is compressed (RFC 9110, 8.4.1), as far as the extractor undoes it.</summary>
internal enum BodyCoding
{
    /// <summary>Several codings, or one that is not known here.</summary>
    Other = 0,
    Identity = 1,
    Gzip = 2,

    /// <summary>The zlib format (RFC 1950), as the standard has it; bare deflate data is not read.</summary>
    Deflate = 3,
    Brotli = 4,
}
