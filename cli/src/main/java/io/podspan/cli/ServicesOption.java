package io.podspan.cli;

import io.podspan.cli.api.Api;
import io.podspan.cli.machine.Installation;
import io.podspan.cli.machine.RunningMachine;
import io.podspan.cli.machine.Service;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where the services are: as told, else as the running {@code podspan up} left it in its folder,
 * else the defaults.
 */
final class ServicesOption {
  @Option(
      names = "--url",
      paramLabel = "SERVICE=URL",
      description = {
        "Where a service is reached, as console=http://192.0.2.7:7080; may be repeated.",
        "Else the environment (PODSPAN_CONSOLE_URL, PODSPAN_PEERING_SERVICE_URL), else the",
        "`podspan up` that runs on the data folder, else the usual ports on 127.0.0.1."
      })
  Map<String, String> urls = Map.of();

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description =
          "The data folder of the `podspan up` to talk to; default: those in the checkout.")
  @Nullable Path data;

  static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .build();
  }

  Api api(HttpClient http, Service service) {
    return new Api(http, url(service));
  }

  String url(Service service) {
    String variable =
        "PODSPAN_" + service.module().replace('-', '_').toUpperCase(Locale.ROOT) + "_URL";
    String url =
        Optional.ofNullable(urls.get(service.module()))
            .or(() -> Optional.ofNullable(System.getenv(variable)))
            .or(() -> running(service))
            .orElse("http://127.0.0.1:" + service.defaultPort());
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  /** Of a demo and an `up` at the same time on the usual ports there can only be one. */
  private Optional<String> running(Service service) {
    if (data != null) {
      return RunningMachine.url(data.toAbsolutePath().normalize(), service);
    }
    Path root = Installation.current().root().resolve(".podspan");
    return RunningMachine.url(root.resolve("up"), service)
        .or(() -> RunningMachine.url(root.resolve("demo"), service));
  }
}
