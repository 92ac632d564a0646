package io.podspan.cli.completion;

import picocli.AutoComplete;
import picocli.CommandLine;

/**
 * A script for bash. zsh loads it, too, by its own emulation of bash's completion. Commands,
 * options and fixed values are in the script; for names of objects it runs the hidden command.
 */
public final class Bash {
  /** It fails where no name belongs, and the script's own offers count. */
  private static final String NAMES =
      """

      # Names of objects come from the services.
      function _names_%1$s() {
        local names
        if [[ $COMP_CWORD -ge 2 && "${COMP_WORDS[COMP_CWORD]}" != -* ]] &&
          names=$("${COMP_WORDS[0]}" %2$s -- "${COMP_WORDS[@]:1:$COMP_CWORD}" 2>/dev/null); then
          local IFS=$'\\n'
          COMPREPLY=( $(compgen -W "$names" -- "${COMP_WORDS[COMP_CWORD]}") )
        else
          _complete_%1$s "$@"
        fi
      }
      complete -F _names_%1$s -o default %1$s
      """;

  private Bash() {}

  /**
   * @param asking the hidden command that prints the names which fit
   */
  public static String script(String name, CommandLine root, String asking) {
    return AutoComplete.bash(name, root) + NAMES.formatted(name, asking);
  }
}
