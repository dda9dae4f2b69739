namespace Coaching.Host.Voice;

/// <summary>What a browser may do with sound; the administrator's choice.</summary>
public sealed class VoiceOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Voice";

    /// <summary>
    /// <c>off</c> (default), <c>on-device</c> (only where the browser recognises speech by itself) or <c>notice</c>
    /// (after the teacher has accepted that sound may go to the browser's maker).
    /// </summary>
    public string Dictation { get; set; } = "off";
}
