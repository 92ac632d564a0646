package io.podspan.lab.network;

import java.util.regex.Pattern;

/** The short name of a lab, of which all names in the kernel are made. */
public record LabName(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9]{1,8}");

  public LabName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "lab name '" + value + "' must be 1 to 8 characters out of a-z and 0-9");
    }
  }

  /** What every namespace of this lab starts with, and no other lab's does. */
  public String prefix() {
    return "podspan-" + value + "-";
  }

  public String namespace(String nodeOrPod) {
    return prefix() + nodeOrPod;
  }

  /** The namespace that holds the bridge. No cluster may be called so. */
  public String fabric() {
    return namespace("fabric");
  }

  /** The host's end of the cable into the fabric; interface names end at 15 characters. */
  public String hostInterface() {
    return "ps-" + value;
  }
}
