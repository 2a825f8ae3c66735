/**
 * Words that MTEB's TaskMetadata allows (mteb 2.26.24, abstasks/task_metadata.py), as far as text retrieval uses them.
 * A definition with other words runs here all the same, but MTEB would not take it.
 */
export const VOCABULARY: Readonly<Record<'domains' | 'annotations_creators' | 'sample_creation', readonly string[]>> = {
  domains: [
    'Academic', 'Blog', 'Constructed', 'Encyclopaedic', 'Engineering', 'Fiction', 'Government', 'Legal', 'Medical', 'News', 'Non-fiction', 'Poetry',
    'Religious', 'Reviews', 'Scene', 'Social', 'Spoken', 'Subtitles', 'Web', 'Written', 'Programming', 'Chemistry', 'Financial', 'Entertainment',
    'E-commerce', 'Sport', 'Instructional', 'Nature', 'Music', 'Speech', 'Robotics', 'Activity', 'Animation', 'AudioScene', 'Bioacoustics', 'Egocentric',
  ],
  annotations_creators: ['expert-annotated', 'human-annotated', 'derived', 'LM-generated', 'LM-generated and reviewed', 'automatic', 'automatic-and-reviewed', 'algorithmic'],
  sample_creation: [
    'found', 'created', 'created and machine-translated', 'human-translated and localized', 'human-translated', 'machine-translated',
    'machine-translated and verified', 'machine-translated and localized', 'LM-generated and verified', 'machine-translated and LM verified', 'rendered', 'multiple',
  ],
};
