import { CircleAlert } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import styles from './window-boundary.module.css';

interface Props {
  readonly children: ReactNode;
  /** Forgets what the window holds in memory; it is built and filled anew afterwards. */
  readonly onReload: () => void;
}

/** Says what happened if the window itself fails, instead of leaving it blank, and offers to build it anew. */
export class WindowBoundary extends Component<Props, { readonly reason: string | null }> {
  override state: { readonly reason: string | null } = { reason: null };

  static getDerivedStateFromError(error: unknown) {
    return { reason: error instanceof Error && error.message !== '' ? error.message : 'No reason is known.' };
  }

  readonly reload = () => {
    this.props.onReload();
    this.setState({ reason: null });
  };

  override render() {
    const { reason } = this.state;
    if (reason === null) return this.props.children;
    return (
      <main className={styles.window} role="alert">
        <EmptyState
          icon={<CircleAlert />}
          title="Standpoint cannot show this window"
          actions={
            <Button variant="primary" autoFocus onClick={this.reload}>
              Reload
            </Button>
          }
        >
          <p>A fault stopped it. Nothing that was saved is lost: your archive is as you left it. Reload to go on.</p>
          <p className={styles.reason}>{reason}</p>
        </EmptyState>
      </main>
    );
  }
}
