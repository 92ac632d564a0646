package io.podspan.console.problem;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a cause is about. The first kind that explains a symptom is the one that is told. */
public enum Kind {
  /** A service that looks at the world is not there: what it said last is not the present. */
  SERVICE("service"),
  /** The API server of a cluster: nothing in the cluster can be read. */
  API("api-server"),
  /** A node, or its router, cannot be read. */
  NODE("node"),
  /** An interface of a node is down, or has lost its address. */
  INTERFACE("interface"),
  /** The router of a node does not run. */
  ROUTER("router"),
  /** A reflector is not there, or no node has a session with it. */
  REFLECTOR("reflector"),
  /** A node has no session with a reflector that is up. */
  SESSION("session"),
  /** Routes break at one place. */
  ROUTE("route"),
  /** Pods do not reach each other, and nothing says why. */
  PING("ping"),
  /** A rollout has stopped. */
  ROLLOUT("rollout"),
  /** An interconnect is not as it was asked for. */
  INTERCONNECT("interconnect");

  private final String text;

  Kind(String text) {
    this.text = text;
  }

  @JsonValue
  public String text() {
    return text;
  }
}
