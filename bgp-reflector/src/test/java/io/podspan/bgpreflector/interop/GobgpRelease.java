package io.podspan.bgpreflector.interop;

/** Which GoBGP. */
enum GobgpRelease {
  /** 3.10, as Debian has it. kube-router embeds releases of 3 before its own 2.7. */
  DEBIAN {
    @Override
    String program(String name) {
      return Programs.installed(name);
    }
  },
  /** 4.8.0, which kube-router embeds from 2.7 on. */
  FOUR {
    @Override
    String program(String name) {
      return Programs.ofGobgp4(name);
    }
  };

  /** The path of one of its programs. */
  abstract String program(String name);
}
