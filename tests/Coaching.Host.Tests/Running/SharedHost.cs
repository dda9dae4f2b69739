using Coaching.Host.Tests.Running;

// Starting the product takes some seconds of both cores: the tests that only use it share one.
[assembly: AssemblyFixture(typeof(RunningHost))]
