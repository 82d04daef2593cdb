let used = false;

/** Whether the process uses the installed copy of cdk8s and constructs, and not the one in the bundle. */
export function isInstalledUsed(): boolean {
  return used;
}

/** Decides for the installed copy, which users' charts import. To be called before anything of the program imports cdk8s. */
export function useInstalled(): void {
  used = true;
}
