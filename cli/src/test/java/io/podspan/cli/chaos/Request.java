package io.podspan.cli.chaos;

import java.util.List;

/** What an operator asks for. */
sealed interface Request {
  String name();

  /** The world after it. */
  World after(World before);

  /** The interconnect is declared. */
  record Declare(String name, List<String> clusters, boolean preserve) implements Request {
    @Override
    public World after(World before) {
      return before.isThere() ? before : new World(clusters, preserve);
    }

    @Override
    public String toString() {
      return "declare " + name + " of " + clusters + (preserve ? ", preserving addresses" : "");
    }
  }

  /** Whether pods see each other's own addresses. */
  record Change(String name, boolean preserve) implements Request {
    @Override
    public World after(World before) {
      return before.isThere() ? new World(before.clusters(), preserve) : before;
    }

    @Override
    public String toString() {
      return "change " + name + (preserve ? " to preserve" : " not to preserve") + " addresses";
    }
  }

  /** It is to be gone. */
  record Withdraw(String name) implements Request {
    @Override
    public World after(World before) {
      return World.EMPTY;
    }

    @Override
    public String toString() {
      return "withdraw " + name;
    }
  }
}
