package io.podspan.cli.demo;

import io.podspan.cli.machine.Machine;
import java.time.Instant;
import java.util.Collection;

/** Says in the test's output what happens to the services. */
final class SpokenProgress implements Machine.Progress {
  @Override
  public void say(String line) {
    System.out.println(line);
  }

  @Override
  public void warn(String line) {
    System.out.println("! " + line);
  }

  @Override
  public void started(String name, Instant from, String where) {
    System.out.println(name + " started");
  }

  @Override
  public void stopped(Instant from, Collection<String> killed) {
    System.out.println("stopped; killed: " + killed);
  }
}
