package io.podspan.lab.network;

import java.util.regex.Pattern;

/** The short name of a lab. It is part of all its names in the kernel. */
public record LabName(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9]{1,8}");

  public LabName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "lab name '" + value + "' must be 1 to 8 characters out of a-z and 0-9");
    }
  }

  /** The prefix of every namespace of this lab, and of no other lab. */
  public String prefix() {
    return "podspan-" + value + "-";
  }

  public String namespace(String nodeOrPod) {
    return prefix() + nodeOrPod;
  }

  /** The namespace of the bridge. No cluster may have this name. */
  public String fabric() {
    return namespace("fabric");
  }

  /** The host's end of the cable into the fabric; interface names end at 15 characters. */
  public String hostInterface() {
    return "ps-" + value;
  }
}
