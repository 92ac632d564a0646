package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.DeclaredReflector;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.conditions.Condition;
import io.podspan.peeringservice.peering.drift.DriftFact;
import io.podspan.peeringservice.peering.drift.Leftover;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutFact;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Keeps what is announced, a line each; conditions as they are. */
final class FakeAnnouncer implements Announcer {
  final List<String> told = new ArrayList<>();
  final List<List<Condition>> conditions = new ArrayList<>();

  @Override
  public void registered(KnownCluster cluster) {
    told.add("registered " + cluster.name());
  }

  @Override
  public void changed(KnownCluster before, KnownCluster after) {
    told.add("changed " + after.name());
  }

  @Override
  public void toldAgain(KnownCluster cluster) {
    told.add("told again " + cluster.name());
  }

  @Override
  public void removed(KnownCluster cluster) {
    told.add("removed " + cluster.name());
  }

  @Override
  public void declared(DeclaredReflector reflector) {
    told.add("declared reflector " + reflector.name());
  }

  @Override
  public void changed(DeclaredReflector reflector) {
    told.add("changed reflector " + reflector.name());
  }

  @Override
  public void removed(DeclaredReflector reflector) {
    told.add("removed reflector " + reflector.name());
  }

  @Override
  public void declared(Interconnect interconnect) {
    told.add("declared " + interconnect.name());
  }

  @Override
  public void changed(Interconnect interconnect) {
    told.add("changed " + interconnect.name());
  }

  @Override
  public void withdrawn(String interconnect) {
    told.add("withdrawn " + interconnect);
  }

  @Override
  public void conditions(String interconnect, long revision, List<Condition> now) {
    told.add("conditions " + interconnect);
    conditions.add(now);
  }

  @Override
  public void conditionsOfReflector(String reflector, List<Condition> now) {
    told.add(
        "conditions of reflector "
            + reflector
            + now.stream().map(one -> " " + one.reason()).collect(Collectors.joining()));
  }

  @Override
  public void left(Rollout last, Leftover leftover) {
    told.add("left " + leftover.cluster());
  }

  @Override
  public void drifted(Rollout last, List<DriftFact> facts) {
    facts.forEach(f -> told.add(f.getClass().getSimpleName() + " " + last.cluster()));
  }

  @Override
  public void told(Rollout rollout, List<RolloutFact> facts) {
    facts.forEach(f -> told.add(f.getClass().getSimpleName() + " " + rollout.cluster()));
  }
}
