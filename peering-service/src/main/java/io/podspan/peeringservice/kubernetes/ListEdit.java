package io.podspan.peeringservice.kubernetes;

import java.util.ArrayList;
import java.util.List;

/**
 * A step from one list to another. Pure.
 *
 * @param former the place in the former list at which an element goes or comes
 * @param wanted the place in the new list of the element that comes; -1 if one goes
 */
record ListEdit(int former, int wanted) {

  /**
   * The fewest steps, in the order of the former list. Made from the last to the first, each finds
   * its place as it was.
   */
  static <T> List<ListEdit> between(List<T> former, List<T> wanted) {
    int[][] common = common(former, wanted);
    List<ListEdit> edits = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < former.size() || j < wanted.size()) {
      if (i < former.size() && j < wanted.size() && former.get(i).equals(wanted.get(j))) {
        i++;
        j++;
      } else if (j == wanted.size()
          || (i < former.size() && common[i + 1][j] >= common[i][j + 1])) {
        edits.add(new ListEdit(i++, -1));
      } else {
        edits.add(new ListEdit(i, j++));
      }
    }
    return edits;
  }

  /** By both places, how many elements of the rests of both lists may stay. */
  private static <T> int[][] common(List<T> former, List<T> wanted) {
    int[][] common = new int[former.size() + 1][wanted.size() + 1];
    for (int i = former.size() - 1; i >= 0; i--) {
      for (int j = wanted.size() - 1; j >= 0; j--) {
        common[i][j] =
            former.get(i).equals(wanted.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
