package io.podspan.routecollector.check;

/** Whether a rule takes a packet. */
enum Match {
  YES,
  NO,
  MAYBE;

  static Match of(boolean matches) {
    return matches ? YES : NO;
  }

  Match and(Match other) {
    if (this == NO || other == NO) {
      return NO;
    }
    return this == MAYBE || other == MAYBE ? MAYBE : YES;
  }

  Match not() {
    return switch (this) {
      case YES -> NO;
      case NO -> YES;
      case MAYBE -> MAYBE;
    };
  }
}
