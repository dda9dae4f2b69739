namespace Coaching.Host;

/// <summary>Marks the resources that hold every text a person reads: <c>Resources/UiText.resx</c> is zh-Hans, the default.</summary>
public sealed class UiText;
