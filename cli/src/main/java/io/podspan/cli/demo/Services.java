package io.podspan.cli.demo;

import io.podspan.cli.api.Api;
import io.podspan.cli.api.Bearer;
import io.podspan.cli.machine.MachineConfig;
import io.podspan.cli.machine.Service;
import java.net.http.HttpClient;

/** The services of a machine that this process runs itself, with its token. */
public final class Services {
  private Services() {}

  public static Api of(HttpClient http, MachineConfig machine, Service service) {
    return new Api(http, machine.url(service), Bearer.ifThere(machine.token()));
  }
}
