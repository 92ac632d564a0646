package io.podspan.console.problem;

/** Services and reflectors that are not there: what they said last is not the present. */
final class ServiceCauses {
  private ServiceCauses() {}

  /** What looks at the world for the others. */
  static void services(Remaining remaining) {
    remaining
        .of(Symptom.NotThere.class)
        .filter(symptom -> !symptom.reflector())
        .forEach(symptom -> explain(remaining, Kind.SERVICE, symptom, restsOn(symptom.name())));
  }

  /** Those that no session tells of yet. */
  static void reflectors(Remaining remaining) {
    remaining
        .of(Symptom.NotThere.class)
        .filter(Symptom.NotThere::reflector)
        .forEach(
            symptom ->
                explain(
                    remaining,
                    Kind.REFLECTOR,
                    symptom,
                    "nodes hold its routes until their hold timers end"));
  }

  private static void explain(
      Remaining remaining, Kind kind, Symptom.NotThere symptom, String follows) {
    remaining.explain(
        new CauseKey(kind, symptom.name()),
        new Cause.Words(
            symptom.text() + "; " + follows,
            toDo(symptom),
            symptom.reflector() ? Problem.REFLECTOR_AWAY : null),
        symptom::equals);
  }

  private static String restsOn(String service) {
    return switch (service) {
      case "route-collector" -> "routes and routers are shown as they were then";
      case "probe-service" -> "what pods reach is shown as it was then";
      default -> "nothing is rolled out, and conditions are shown as they were then";
    };
  }

  private static String toDo(Symptom.NotThere symptom) {
    return "See whether "
        + (symptom.reflector() ? "bgp-reflector " + symptom.name() : symptom.name())
        + " runs, and whether it reaches Kafka: its log, and its /q/health.";
  }
}
