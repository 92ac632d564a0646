package io.podspan.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.Json;
import io.podspan.lab.network.LabName;
import io.podspan.lab.network.LabOwner;
import io.podspan.lab.network.Namespaces;
import java.nio.file.Path;

/** What another process can find out about a lab. */
final class LabStatus {
  private LabStatus() {}

  /** Name, running, pid, namespaces, processes, and the clusters as in the lab's file. */
  static ObjectNode of(LabName name, Path dataFolder) {
    var namespaces = new Namespaces(name);
    ObjectNode status = Json.object().put("name", name.value());
    var process = LabOwner.of(name).flatMap(LabOwner::process);
    status.put("running", process.isPresent());
    process.ifPresent(owner -> status.put("pid", owner.pid()));
    status.put("namespaces", namespaces.names().size());
    status.put("processes", namespaces.processes().size());
    LabFile.read(dataFolder)
        .map(LabFile::content)
        .filter(content -> content.path("name").asText().equals(name.value()))
        .filter(_ -> process.isPresent())
        .ifPresent(
            content -> {
              status.set("subnet", content.path("subnet"));
              status.set("hostAddress", content.path("hostAddress"));
              status.set("clusters", content.path("clusters"));
            });
    return status;
  }
}
