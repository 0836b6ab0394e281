// How the program of each language is made ready in a folder of its own.
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installed, output } from './output.ts';

/** A command that takes the URL and three accounts: known, unknown, and known with another configuration. */
export interface Program {
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
}

interface Language {
  readonly name: string;
  /** Throws an `Unavailable` where the tools or the packages cannot be had. */
  readonly prepare: (folder: string) => Promise<readonly Program[]>;
}

/** One with `configurations`, and one after they were taken away. */
const pythonVersions = ['14.4.2', '16.1.0'];

export const languages: readonly Language[] = [
  {
    name: 'python',
    prepare: async folder => {
      await output('python3', ['--version']);
      const programs: Program[] = [];
      for (const version of pythonVersions) {
        const environment = join(folder, version);
        await installed('python3', ['-m', 'venv', environment]);
        const python = join(environment, 'bin', 'python');
        await installed(python, [
          '-m',
          'pip',
          'install',
          '--quiet',
          '--disable-pip-version-check',
          `stripe==${version}`,
        ]);
        programs.push({
          ...{ name: `stripe-python ${version}`, command: python, arguments: [join(folder, 'account_links.py')] },
        });
      }
      return programs;
    },
  },
  {
    name: 'go',
    prepare: async folder => {
      await output('go', ['version']);
      await installed('go', ['mod', 'download'], { cwd: folder });
      const command = join(folder, 'account-links');
      await output('go', ['build', '-o', command, '.'], { cwd: folder });
      return [{ name: 'stripe-go', command, arguments: [] }];
    },
  },
  {
    name: 'java',
    prepare: async folder => {
      await output('javac', ['-version']);
      await output('mvn', ['--version']);
      const paths = join(folder, 'classpath');
      const plugin = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath';
      await installed('mvn', ['-B', '-q', plugin, `-Dmdep.outputFile=${paths}`], { cwd: folder });
      const [libraries, classes] = [readFileSync(paths, 'utf8').trim(), join(folder, 'classes')];
      const source = join(folder, 'AccountLinks.java');
      await output('javac', ['--release', '11', '-cp', libraries, '-d', classes, source]);
      const path = [classes, libraries].join(delimiter);
      return [{ name: 'stripe-java', command: 'java', arguments: ['-cp', path, 'AccountLinks'] }];
    },
  },
];
