namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>How a body is written, as far as the extractor reads bodies.</summary>
internal enum BodyFormat
{
    Other = 0,
    Form = 1,
    Json = 2,
    Multipart = 3,
}
