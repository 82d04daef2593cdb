/**
 * Other programs beside ours: kubeconform on the YAML of 100 clusters, and what makes the same YAML for 10 and for 100 clusters. Those written
 * in Go are built into `.cache/bench`; what is not to be had is named below the table.
 */
import { builders } from './support/builders';
import { judges } from './support/judges';
import { report } from './support/report';

report('peers-check', judges(100));
for (const size of [10, 100]) report(`peers-build-${size}`, builders(size));
