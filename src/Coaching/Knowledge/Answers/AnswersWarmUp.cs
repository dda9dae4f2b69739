using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coaching.Knowledge.Answers;

/// <summary>Learns in the background, once the service is up, what the first question would wait some seconds for.</summary>
internal sealed class AnswersWarmUp(AnswerabilityJudge judge, ILogger<AnswersWarmUp> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Run(() => judge.LearnAsync(stoppingToken), stoppingToken);
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
        {
            // The first question learns it then.
            logger.LogWarning(fault, "The answerability model could not be learnt ahead");
        }
    }
}
