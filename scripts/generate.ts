// Makes src/generated/, which is not in git: before each test, and before each build.
import './generate-assembly.ts';
import './generate-validators.ts';
